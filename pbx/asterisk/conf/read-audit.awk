# The lines of audit.log that somebody may read, newest first: how many there are, then one page. `over` is all, or
# extensions with dashes between them.
BEGIN {
  count = split(over, list, "-")
  for (i = 1; i <= count; i++) may[list[i]] = 1
}
over == "all" || ($3 in may) { lines[++found] = $0 }
END {
  print found + 0
  newest = found - page * 50
  for (i = newest; i > newest - 50 && i > 0; i--) print lines[i]
}

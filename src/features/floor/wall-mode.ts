/** On the whole screen, where the browser lets a page have it. */
export function openWall(): void {
  window.location.hash = "#/team?wall";
  // Some browsers have no such function, others refuse: the page then stays in its window.
  const root: Partial<Pick<Element, "requestFullscreen">> = document.documentElement;
  void root.requestFullscreen?.().catch(() => undefined);
}

export function closeWall(): void {
  window.location.hash = "#/team";
  if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
}

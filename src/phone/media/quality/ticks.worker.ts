/** Timers of a hidden page are put together and put off; those of a worker are not (Chromium 156). */
setInterval(() => postMessage(Date.now()), 1_000);

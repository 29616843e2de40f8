/** Its passwords are public and it believes every page on this machine. */
export function refuseProduction(): void {
  if (process.env["NODE_ENV"] !== "production") return;
  throw new Error(
    "The embedded switch is for development, demonstration and tests: " +
      "it does not start with NODE_ENV=production.",
  );
}

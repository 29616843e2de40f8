/** A file and all it imports as one script, minified as our own page is; what it exports is `name` of the window. */
export async function bundle(entry: string, name: string): Promise<string> {
  const { build } = await import("vite");
  const nodeEnv = process.env["NODE_ENV"];
  const built = await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    build: { write: false, target: "es2022", lib: { entry, name, formats: ["iife"] } },
  });
  // A build says "production" to the whole process, which the switch then would not start in.
  if (nodeEnv === undefined) delete process.env["NODE_ENV"];
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error(`${entry} was not bundled`);
  return output.output[0].code;
}

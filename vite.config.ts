import { fileURLToPath } from "node:url";

import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  base: "./",
  build: { target: "es2022" },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "pbx/**/*.test.ts"],
    environment: "node",
    restoreMocks: true,
  },
});

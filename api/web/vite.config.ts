import { defineConfig } from "vite";

// One ES module with a fixed name, so that any page can load it; the hand-written files beside it in static/ stay.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "static",
    emptyOutDir: false,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: "src/rafilm-chat.ts",
      output: { format: "es", entryFileNames: "widget.js", codeSplitting: false },
    },
  },
});

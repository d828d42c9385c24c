import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  base: "/static/built/",
  publicDir: false,
  build: {
    outDir: here("../src/fangxian/doors/web/static/built"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: ["islands/page.js", "islands/map.js", "islands/curve.js", "islands/replay.js", "islands/rules.js", "islands/chains.js", "islands/areas.js", "islands/scanning.js", "islands/what_if.js", "islands/rehearsal.js", "islands/fit.js"].map((entry) => here(entry)),
    },
  },
});

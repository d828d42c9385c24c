// An empty map of ours: no tile server, no glyph server, nothing that turns.
import { Map as MapLibre, NavigationControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

export const GROUND = ["places", "outlines", "labels", "cases", "exposures"];

// Opens a map in an element; `begin` gets it once it can take layers.
export function openMap(element, begin) {
  const map = new MapLibre({
    container: element,
    style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background" }] },
    localIdeographFontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-left");
  map.on("load", () => begin(map));
}

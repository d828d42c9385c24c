// The battle map 作战图: our own shapes, no tile server, no glyph server. Districts → streets → communities.
import { readColours } from "./colours.js";
import { withHour } from "./hour.js";
import { GROUND, openMap } from "./ground.js";
import { addIcons } from "./icons.js";
import { addLayers, addSources, labelOf, paintLayers } from "./layers.js";

const REFRESH_MS = 20_000;

const place = document.querySelector("[data-map]");
if (place) openMap(place, (map) => new BattleMap(place, map).begin());

class BattleMap {
  constructor(element, map) {
    this.element = element;
    this.map = map;
    this.within = new URLSearchParams(location.search).get("within") ?? element.dataset.within;
    this.chosen = null;
  }

  async begin() {
    addIcons(this.map, readColours());
    addSources(this.map, GROUND);
    addLayers(this.map);
    this.paint();
    this.listen();
    await this.open(this.within, { remember: false });
    setInterval(() => this.refresh(), REFRESH_MS);
  }

  listen() {
    const { map } = this;
    for (const layer of ["exposures", "cases", "places"]) {
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
    map.on("click", (event) => this.choose(event.point));
    map.on("dblclick", "places", (event) => {
      event.preventDefault();
      this.open(event.features[0].properties.place_id);
    });
    map.doubleClickZoom.disable();
    document.addEventListener("wall", () => this.paint());
    document.body.addEventListener("situation-changed", () => this.refresh());
    document.addEventListener("hour", (event) => event.detail.waits.push(this.refresh()));
    document.addEventListener("change", (event) => this.toggle(event.target));
    document.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("popstate", (event) => {
      this.open(event.state?.within ?? this.element.dataset.within, { remember: false });
    });
  }

  async open(within, { remember = true } = {}) {
    const layers = await this.read(within);
    delete this.element.dataset.loading;
    if (!layers || layers.places.features.length === 0) return;
    this.within = within;
    if (remember) history.pushState({ within }, "", `?within=${encodeURIComponent(within)}`);
    this.show(layers);
    this.map.fitBounds(layers.bounds, { padding: 24, animate: false });
    this.map.once("idle", () => (this.element.dataset.shown = within));
  }

  async refresh() {
    const asked = (this.asked = Symbol());
    const layers = await this.read(this.within);
    // An answer that was overtaken by a later step of the time slider is not shown.
    if (layers && this.asked === asked) this.show(layers);
  }

  async read(within) {
    const answer = await fetch(withHour(`${this.element.dataset.map}?within=${encodeURIComponent(within)}`));
    return answer.ok ? answer.json() : null;
  }

  show(layers) {
    for (const source of GROUND) this.map.getSource(source).setData(layers[source]);
    const crumbs = document.querySelector("[data-crumbs]");
    crumbs.replaceChildren(...layers.crumbs.map(crumbOf));
    document.querySelector("[data-shapes-note]").textContent = layers.note;
  }

  choose(point) {
    const reach = [[point.x - 6, point.y - 6], [point.x + 6, point.y + 6]];
    const found = this.map.queryRenderedFeatures(reach, { layers: ["exposures", "cases"] })[0]
      ?? this.map.queryRenderedFeatures(point, { layers: ["places"] })[0];
    if (found) this.openSheet(found.properties.place_id);
  }

  openSheet(placeId) {
    const url = `${this.element.dataset.sheet}${encodeURIComponent(placeId)}/`;
    window.htmx.ajax("GET", url, { target: "#sheet", swap: "innerHTML" });
    this.map.setFilter("chosen", ["==", ["get", "place_id"], placeId]);
  }

  toggle(box) {
    if (!box.closest(".layers")) return;
    for (const layer of (box.dataset.layers ?? "").split(" ").filter(Boolean)) {
      this.map.setLayoutProperty(layer, "visibility", box.checked ? "visible" : "none");
    }
    if (box.dataset.label) this.paint();
  }

  paint() {
    const colours = readColours();
    const wanted = [...document.querySelectorAll("[data-label]:checked")].map((box) => box.dataset.label);
    paintLayers(this.map, colours);
    this.map.setLayoutProperty("names", "text-field", labelOf(wanted, colours));
  }

  follow(event) {
    const opener = event.target.closest("[data-open-place]");
    if (!opener) return;
    event.preventDefault();
    this.open(opener.dataset.openPlace);
  }
}

function crumbOf({ place_id, name }) {
  const crumb = document.createElement("button");
  crumb.type = "button";
  crumb.dataset.openPlace = place_id;
  crumb.textContent = name;
  return crumb;
}

// The time slider: every hour of the outbreak, and now at its end. Moving it turns the whole page to that hour.
import { withHour } from "./hour.js";

const HOUR_MS = 3_600_000;
const STEP_MS = 250; // playing: four hours a second, or as fast as the page follows
const SVG = "http://www.w3.org/2000/svg";

const place = document.querySelector("[data-course]");
if (place) start(place);

async function start(place) {
  const answer = await fetch(place.dataset.course, { headers: { Accept: "application/json" } });
  if (answer.ok) new Replay(place, await answer.json()).begin();
}

class Replay {
  constructor(place, course) {
    this.place = place;
    this.course = course;
    this.range = place.querySelector("input");
    this.button = place.querySelector("[data-replay-play]");
    this.last = course.hours + 1; // one step behind the last full hour: now
    this.playing = false;
    this.turning = Promise.resolve();
  }

  begin() {
    const { range, course } = this;
    range.max = this.last;
    range.value = course.looks_at ? Math.round((Date.parse(course.looks_at) - Date.parse(course.first)) / HOUR_MS) : this.last;
    range.disabled = false;
    document.body.dataset.knownAt = course.looks_at;
    this.drawTicks();
    this.say();
    range.addEventListener("input", () => this.turn());
    range.addEventListener("change", () => this.keep());
    range.addEventListener("keydown", (event) => this.press(event));
    this.button.addEventListener("click", () => (this.playing ? this.pause() : this.play()));
    this.place.querySelector("[data-replay-now]").addEventListener("click", () => this.goTo(this.last));
    document.body.addEventListener("htmx:configRequest", (event) => this.ask(event.detail));
  }

  // Reads of the page ask for the hour; an act at an earlier hour is refused by the server.
  ask(request) {
    if (document.body.dataset.knownAt) request.path = withHour(request.path);
  }

  hourAt(step) {
    return step >= this.last ? "" : new Date(Date.parse(this.course.first) + step * HOUR_MS).toISOString();
  }

  get step() {
    return Number(this.range.value);
  }

  async turn() {
    document.body.dataset.knownAt = this.hourAt(this.step);
    this.say();
    const waits = [];
    document.dispatchEvent(new CustomEvent("hour", { detail: { waits } }));
    const panel = document.querySelector("[data-replay-panel]");
    waits.push(window.htmx.ajax("GET", this.place.dataset.panel, { target: panel, swap: "innerHTML" }));
    await Promise.allSettled(waits);
  }

  async goTo(step) {
    this.pause();
    this.range.value = step;
    await this.turn();
    this.keep();
  }

  async play() {
    if (this.step >= this.last) this.range.value = 0;
    this.playing = true;
    this.show();
    while (this.playing && this.step < this.last) {
      const pace = new Promise((done) => setTimeout(done, STEP_MS));
      this.range.value = this.step + 1;
      await this.turn();
      await pace;
    }
    this.pause();
    this.keep();
  }

  pause() {
    this.playing = false;
    this.show();
  }

  show() {
    this.button.textContent = this.playing ? "❚❚" : "▶";
    this.button.setAttribute("aria-label", this.playing ? this.place.dataset.pause : this.place.dataset.play);
  }

  press(event) {
    const days = { PageUp: 24, PageDown: -24 }[event.key];
    if (days) {
      event.preventDefault();
      this.goTo(Math.min(Math.max(this.step + days, 0), this.last));
    } else if (event.key === " ") {
      event.preventDefault();
      this.button.click();
    }
  }

  // The other pages follow once the slider rests.
  keep() {
    const token = document.querySelector(".past [name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams({ known_at: this.hourAt(this.step), csrfmiddlewaretoken: token, next: this.place.dataset.course });
    fetch(this.place.dataset.keep, { method: "POST", body });
  }

  say() {
    const now = this.step >= this.last;
    const label = now ? this.place.dataset.live.replace("{moment}", this.course.now_label) : this.course.labels[this.step];
    this.place.querySelector("output").textContent = label;
    this.range.setAttribute("aria-valuetext", label);
    const past = document.querySelector(".past");
    past.hidden = now;
    past.querySelector("span").textContent = past.dataset.past.replace("{moment}", label);
  }

  // A lane per kind, so that no kind is told by its colour alone.
  drawTicks() {
    const { course, last } = this;
    const lanes = course.kinds.map(({ kind }) => kind);
    const drawing = this.place.querySelector("svg");
    drawing.setAttribute("viewBox", `0 0 ${last} ${lanes.length * 4}`);
    for (const { hour, kind } of course.ticks) {
      const tick = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ x: hour - 0.5, y: lanes.indexOf(kind) * 4 + 0.5, width: Math.max(1, last / 400), height: 3, class: `tick-${kind}` })) {
        tick.setAttribute(name, value);
      }
      drawing.append(tick);
    }
    const totals = course.kinds.map(({ kind, label }) => {
      const lane = document.createElement("span");
      lane.className = `lane-${kind}`;
      lane.textContent = `${label} ${course.ticks.filter((tick) => tick.kind === kind).reduce((sum, tick) => sum + tick.count, 0).toLocaleString()}`;
      return lane;
    });
    this.place.querySelector("[data-replay-lanes]").replaceChildren(...totals);
  }
}

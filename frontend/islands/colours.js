// Islands draw with the same colours as the page: read from the style, so that the wall mode holds for them too.
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ink", "ink-soft", "line", "edge", "ground", "surface", "accent", "low", "medium", "high", "late", "done", "land", "water"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

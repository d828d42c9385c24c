// "g m" goes to the map, "/" searches, "n c" reports a case: pages say their keys in data-keys.
// Time enough for a slow machine that is still drawing its map between two keys.
const PAUSE_MS = 2000;

export function bindKeyboard(document) {
  let pressed = [];
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.timeStamp - last > PAUSE_MS) pressed = [];
    last = event.timeStamp;
    pressed = [...pressed, event.key].slice(-2);
    if (actOnRow(event) || follow(document, pressed)) event.preventDefault();
  });
}

// In a list a row that has the focus answers to one key: its buttons say theirs in data-row-key.
function actOnRow(event) {
  const row = event.target.closest?.("[data-row-keys]");
  const button = row?.querySelector(`[data-row-key="${CSS.escape(event.key)}"]`);
  button?.click();
  return Boolean(button);
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

function follow(document, pressed) {
  const target = [pressed.join(" "), pressed.at(-1)]
    .map((keys) => document.querySelector(`[data-keys="${CSS.escape(keys)}"]`))
    .find(Boolean);
  if (!target) return false;
  if (target.matches("input")) target.focus();
  else target.click();
  return true;
}

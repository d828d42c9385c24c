// Dark mode for the wall of the command room; remembered by this browser only.
const KEY = "fangxian.wall";

export function bindWall(document) {
  const root = document.documentElement;
  root.toggleAttribute("data-wall", localStorage.getItem(KEY) === "on");
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-toggle-wall]")) return;
    const on = root.toggleAttribute("data-wall");
    localStorage.setItem(KEY, on ? "on" : "off");
    document.dispatchEvent(new CustomEvent("wall"));
  });
}

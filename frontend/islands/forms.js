// What plain HTML can't do without an inline script: choose all, submit on change, print, copy, ask the phone where it is.
export function bindForms(document) {
  document.addEventListener("change", (event) => {
    const { target } = event;
    if (target.matches("[data-choose-all]")) chooseAll(target);
    if (target.matches("[data-submit-on-change]")) target.form.requestSubmit();
    if (target.matches("[type=checkbox]")) countChosen(target.form);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const chosen = event.target.closest("[data-current]");
    if (chosen) markCurrent(chosen);
    const closer = event.target.closest("[data-empties]");
    if (closer) document.querySelector(closer.dataset.empties)?.replaceChildren();
    const locator = event.target.closest("[data-locate]");
    if (locator) locate(locator);
    const copier = event.target.closest("[data-copy]");
    if (copier) copy(copier);
  });
  document.addEventListener("input", ({ target }) => {
    const shown = target.form?.querySelector(`[data-shows="${target.name}"]`);
    if (shown) shown.textContent = Number(target.value).toLocaleString("en");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("[data-empties]")?.click();
  });
}

function chooseAll(box) {
  for (const name of box.dataset.chooseAll.split(" ")) {
    for (const one of box.form.querySelectorAll(`[name="${name}"]`)) one.checked = box.checked;
  }
}

// A restricting act shows its reach in people before it can be signed.
function countChosen(form) {
  const shown = form?.querySelector("[data-people-chosen]");
  if (!shown) return;
  const chosen = [...form.querySelectorAll("input[data-people]:checked")];
  const people = chosen.reduce((sum, box) => sum + Number(box.dataset.people), 0);
  const rows = chosen.reduce((sum, box) => sum + Number(box.dataset.rows ?? 1), 0);
  shown.textContent = shown.dataset.peopleChosen
    .replace("{rows}", rows.toLocaleString("en"))
    .replace("{people}", people.toLocaleString("en"));
}

function locate(button) {
  navigator.geolocation?.getCurrentPosition(({ coords }) => {
    const field = button.form.querySelector(button.dataset.locate);
    field.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`;
  });
}

// What is opened beside a list is marked in the list.
function markCurrent(link) {
  const list = link.closest("ol, ul");
  for (const other of list.querySelectorAll("[data-current][aria-current]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
}

async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard?.writeText(source.innerText);
  button.textContent = button.dataset.copied;
}

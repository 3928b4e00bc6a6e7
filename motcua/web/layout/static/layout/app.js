// What JavaScript adds: quicker lists for officers, guards against sending twice. Every page works without it.
"use strict";

const byKey = (root, selector) => Array.from(root.querySelectorAll(selector));
const isTyping = (element) => element.matches("input, select, textarea, [contenteditable]");

// --- the error summary takes the focus, so that the first thing heard is what to mend ---------------------
const focusErrors = (root) =>
  (root.querySelector("[data-focus]") ?? root.querySelector("[data-first] input:not([type=radio]):not([type=checkbox])"))?.focus();

// --- a form is sent once; coming back to the page frees it again -----------------------------------------
const PATIENCE_MS = 15000;

const release = (form) => {
  delete form.dataset.sent;
  byKey(form, "[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
};

const guardSubmit = (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), PATIENCE_MS);
};

// --- what was picked, and whether it is too big, before anything travels ---------------------------------
const sizeOf = (bytes) =>
  bytes < 1e6
    ? `${Math.ceil(bytes / 1000)} kB`
    : `${(Math.ceil(bytes / 1e5) / 10).toLocaleString(document.documentElement.lang)} MB`;

const showPicked = (input) => {
  const list = document.createElement("ul");
  list.className = "picked";
  list.setAttribute("aria-live", "polite");
  for (const file of input.files) {
    const line = document.createElement("li");
    const isOver = Number(input.dataset.maxBytes || Infinity) < file.size;
    line.textContent = `${file.name} · ${sizeOf(file.size)}${isOver ? ` · ${input.dataset.tooBig}` : ""}`;
    line.classList.toggle("over", isOver);
    list.append(line);
  }
  input.parentElement.querySelector(".picked")?.remove();
  input.after(list);
};

// --- a question that only follows from another answer ----------------------------------------------------
const answerTo = (form, name) => {
  const boxes = byKey(form, `[name="${CSS.escape(name)}"]`);
  const ticked = boxes.filter((box) => box.checked || !box.matches("[type=radio], [type=checkbox]"));
  return ticked.map((box) => box.value);
};

const showFollowing = (form) =>
  byKey(form, "[data-shown-when]").forEach((question) => {
    const wanted = question.dataset.shownValues.split(" ");
    const answers = answerTo(form, question.dataset.shownWhen);
    question.hidden = !(answers.length ? answers : ["false"]).some((value) => wanted.includes(value));
  });

// --- keys: J K through a list, / to search, ? for help, and one letter for each action of the row --------
const KEYS_OFF = "keys-off";

const step = (rows, by) => {
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.querySelector("[data-open]")?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

const act = (key, rows) => {
  const row = rows.find((one) => one.contains(document.activeElement));
  const place = row?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? document.querySelector(`[data-key="${CSS.escape(key)}"]:not([data-row] *)`);
  place?.click();
  return Boolean(place);
};

const press = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key.length > 1) return;
  if (isTyping(event.target) || localStorage.getItem(KEYS_OFF)) return;
  const rows = byKey(document, "[data-row]");
  const done = {
    j: () => step(rows, 1),
    k: () => step(rows, -1),
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("keys")?.showPopover(),
  }[event.key];
  if (done) done();
  else if (event.key.length !== 1 || !act(event.key.toLowerCase(), rows)) return;
  event.preventDefault();
};

const offerKeysOff = (box) => {
  box.checked = Boolean(localStorage.getItem(KEYS_OFF));
  box.addEventListener("change", () =>
    box.checked ? localStorage.setItem(KEYS_OFF, "yes") : localStorage.removeItem(KEYS_OFF));
};

const enliven = (root) => {
  focusErrors(root);
  byKey(root, "form").forEach(showFollowing);
};

document.addEventListener("submit", guardSubmit);
document.addEventListener("keydown", press);
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-check-all]"))
    byKey(target.form, "[name=task]").forEach((box) => { box.checked = target.checked; });
  if (target.type === "file") showPicked(target);
  if (target.form) showFollowing(target.form);
});
document.addEventListener("click", ({ target }) => target.closest("[data-print]") && window.print());
document.addEventListener("htmx:afterSettle", ({ target }) => enliven(target));
window.addEventListener("pageshow", () => byKey(document, "form[data-sent]").forEach(release));
byKey(document, "[data-keys-off]").forEach(offerKeysOff);
enliven(document);

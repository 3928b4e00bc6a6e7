// Many files at once: dropped, picked as a folder or taken by the camera, then put to what the procedure asks for.
// The page works without it: each requirement has a box of its own.
"use strict";

const NOT_SENT = "-";
const IGNORED = /^(\.|thumbs\.db$|desktop\.ini$)/i;

const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

const wordsOf = (text) => new Set(fold(text).split(/[^a-z0-9]+/).filter((word) => word.length > 2));

// --- a folder is walked to its end: what lies in it comes in the order of its names ----------------------
const entriesIn = async (folder) => {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found.sort((a, b) => a.name.localeCompare(b.name));
    found.push(...some);
  }
};

const filesIn = async (entry) => {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const inside = await Promise.all((await entriesIn(entry)).map(filesIn));
  return inside.flat();
};

const sort = (area) => {
  const form = area.closest("form");
  const boxes = Array.from(form.querySelectorAll("input[type=file][name^='document-']"));
  const list = area.querySelector("[data-drop-list]");
  const own = new Map();
  const placed = new Map();

  const nearest = (file) => {
    if (boxes.length === 1) return boxes[0].name;
    const said = wordsOf(file.webkitRelativePath || file.name);
    const scored = boxes.map((box) => {
      const asked = wordsOf(`${box.dataset.asked} ${box.name.replace("document-", "")}`);
      return { name: box.name, hits: [...said].filter((word) => asked.has(word)).length };
    });
    const [best, second] = scored.sort((a, b) => b.hits - a.hits);
    return best && best.hits > 0 && best.hits > (second?.hits ?? 0) ? best.name : "";
  };

  // A box keeps what was picked in it, and takes what was put to it here.
  const fill = () =>
    boxes.forEach((box) => {
      const held = new DataTransfer();
      (own.get(box) ?? []).forEach((file) => held.items.add(file));
      placed.forEach((name, file) => name === box.name && held.items.add(file));
      box.files = held.files;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });

  const choice = (file) => {
    const select = document.createElement("select");
    select.className = "box";
    select.setAttribute("aria-label", `${area.dataset.which}: ${file.name}`);
    select.append(new Option(area.dataset.which, ""));
    boxes.forEach((box) => select.append(new Option(box.dataset.asked, box.name)));
    select.append(new Option(area.dataset.leave, NOT_SENT));
    select.value = placed.get(file);
    select.addEventListener("change", () => {
      placed.set(file, select.value);
      fill();
    });
    return select;
  };

  const add = (files) => {
    files.filter((file) => !IGNORED.test(file.name)).forEach((file) => {
      placed.set(file, nearest(file));
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("span"), { textContent: file.name }), choice(file));
      list.append(line);
    });
    fill();
  };

  area.addEventListener("change", (event) => {
    if (!event.target.matches("[data-drop-pick]")) return;
    event.stopPropagation();
    add(Array.from(event.target.files));
    event.target.value = "";
  });
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    area.classList.add("over");
  });
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", async (event) => {
    event.preventDefault();
    area.classList.remove("over");
    const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter(Boolean);
    add((await Promise.all(entries.map(filesIn))).flat());
  });
  boxes.forEach((box) => box.addEventListener("change", (event) => {
    if (event.isTrusted) {
      own.set(box, Array.from(box.files));
      fill();
    }
  }));
  // A file that nobody has put anywhere would be lost without a word.
  form.addEventListener("submit", (event) => {
    const forgotten = Array.from(list.querySelectorAll("select")).find((select) => !select.value);
    if (!forgotten) return;
    event.preventDefault();
    forgotten.setAttribute("aria-invalid", "true");
    forgotten.focus();
  });
  area.hidden = false;
};

document.querySelectorAll("[data-drop]").forEach(sort);

// Keeps the screen in the hall up to date and sounds when somebody is called. Without it the page reloads itself.
"use strict";

const EVERY_MS = 2000;
const sound = document.getElementById("sound");
const lost = document.getElementById("lost");
let speaker = null;

// Two soft notes, made here: no file to load, nothing to wait for.
const chime = () => {
  if (!speaker) return;
  [659, 523].forEach((pitch, place) => {
    const note = speaker.createOscillator();
    const loudness = speaker.createGain();
    const from = speaker.currentTime + place * 0.45;
    note.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, from);
    loudness.gain.exponentialRampToValueAtTime(0.25, from + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.0001, from + 0.9);
    note.connect(loudness).connect(speaker.destination);
    note.start(from);
    note.stop(from + 1);
  });
};

const show = (page) => {
  const shown = document.getElementById("board");
  const fresh = page.getElementById("board");
  const isNew = fresh.dataset.call !== shown.dataset.call;
  // The region that is read aloud stays the same element; only what it says changes.
  shown.querySelector(".now").replaceChildren(...fresh.querySelector(".now").childNodes);
  shown.querySelector(".before")?.remove();
  const before = fresh.querySelector(".before");
  if (before) shown.append(before);
  Object.assign(shown.dataset, { tag: fresh.dataset.tag, call: fresh.dataset.call });
  if (!isNew) return;
  chime();
  const now = shown.querySelector(".now");
  now.classList.remove("fresh");
  void now.offsetWidth; // begins the blinking anew
  now.classList.add("fresh");
};

const ask = async () => {
  try {
    const tag = document.getElementById("board").dataset.tag;
    const answer = await fetch(location.href, { headers: { "If-None-Match": tag }, cache: "no-store" });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    lost.hidden = answer.ok || answer.status === 304;
  } catch {
    lost.hidden = false;
  }
  setTimeout(ask, EVERY_MS);
};

// Browsers let a page sound only after somebody has touched it.
sound.hidden = false;
sound.addEventListener("click", () => {
  speaker = new AudioContext();
  sound.hidden = true;
  chime();
});
setTimeout(ask, EVERY_MS);

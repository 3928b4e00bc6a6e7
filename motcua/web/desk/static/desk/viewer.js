// Zooms and turns the picture beside a form. The page works without it: the picture then fills its frame.
"use strict";

const SMALLEST = 0.25;
const LARGEST = 8;

const watch = (picture) => {
  const leaf = picture.parentElement;
  const frame = leaf.parentElement;
  const view = { zoom: 1, angle: 0 };

  // The leaf takes the room of the turned picture, so that the frame scrolls over all of it.
  const draw = () => {
    const isAcross = view.angle % 180 !== 0;
    const ratio = picture.naturalHeight / picture.naturalWidth;
    const width = frame.clientWidth * view.zoom;
    const height = isAcross ? width / ratio : width * ratio;
    leaf.classList.add("turned");
    leaf.style.width = `${width}px`;
    leaf.style.height = `${height}px`;
    picture.style.width = `${isAcross ? height : width}px`;
    picture.style.transform = `translate(-50%, -50%) rotate(${view.angle}deg)`;
  };

  const zoom = (factor) => {
    view.zoom = factor ? Math.min(LARGEST, Math.max(SMALLEST, view.zoom * factor)) : 1;
    draw();
  };

  const turn = (angle) => {
    view.angle = (view.angle + angle) % 360;
    draw();
  };

  const offer = () => {
    document.querySelector(".turning").hidden = false;
    window.addEventListener("resize", draw);
    document.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-zoom], [data-turn]");
      if (button?.dataset.zoom) zoom(Number(button.dataset.zoom));
      if (button?.dataset.turn) turn(Number(button.dataset.turn));
    });
  };

  if (picture.complete && picture.naturalWidth) offer();
  else picture.addEventListener("load", offer, { once: true });
};

document.querySelectorAll("[data-turnable]").forEach(watch);

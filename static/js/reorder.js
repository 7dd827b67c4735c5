// How is a list put in another order by hand? <ol> of <li data-goal> with a .drag-handle each.
//
// Dragging (mouse, pen, finger) moves the line and sends the order as the form #new-order. The arrow
// keys on the handle press the line's own buttons, so that both ways do what the buttons do.
(() => {
  "use strict";

  const EDGE = 60; // pixels from the top or bottom of the window in which the page scrolls along
  let dragged = null;
  let home = null; // the line before which the dragged one stood

  const lineOf = (target) => target.closest(".drag-handle")?.closest("[data-goal]") ?? null;

  const middleOf = (line) => {
    const box = line.getBoundingClientRect();
    return box.top + box.height / 2;
  };

  function drop(send) {
    const line = dragged;
    dragged = null;
    line.classList.remove("dragged");
    const stays = line.nextElementSibling === home;
    if (send && !stays) {
      const form = document.getElementById("new-order");
      form.elements.moved.value = line.dataset.goal;
      form.elements.order.value = [...line.parentElement.children].map((each) => each.dataset.goal).join(" ");
      form.requestSubmit();
    } else {
      line.parentElement.insertBefore(line, home);
    }
  }

  document.addEventListener("pointerdown", (event) => {
    const line = event.isPrimary && event.button === 0 ? lineOf(event.target) : null;
    if (line === null) return;
    dragged = line;
    home = line.nextElementSibling;
    line.classList.add("dragged");
    line.querySelector(".drag-handle").setPointerCapture(event.pointerId);
  });

  document.addEventListener("pointermove", (event) => {
    if (dragged === null) return;
    // The others move and the dragged one never leaves the page: so a finger keeps hold of it.
    let other;
    while ((other = dragged.previousElementSibling) && event.clientY < middleOf(other)) dragged.after(other);
    while ((other = dragged.nextElementSibling) && event.clientY > middleOf(other)) dragged.before(other);
    if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 4);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
  });

  document.addEventListener("pointerup", () => dragged && drop(true));
  document.addEventListener("pointercancel", () => dragged && drop(false));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dragged) drop(false);
    const step = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const line = step ? lineOf(event.target) : null;
    if (line === null) return;
    event.preventDefault();
    line.querySelector(`button[value="${step}"][id^="${step}-"]`).click();
  });
})();

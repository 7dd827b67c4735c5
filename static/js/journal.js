// What if what is typed could not be kept? The page says so where it else says when it was.
(() => {
  "use strict";

  const say = (event) => {
    const words = event.detail.elt.dataset.notKept;
    if (words) document.getElementById("kept").textContent = words;
  };

  document.addEventListener("htmx:responseError", say);
  document.addEventListener("htmx:sendError", say);
})();

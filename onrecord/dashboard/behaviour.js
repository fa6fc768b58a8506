// Scroll once for each place: to the quote that the address names, or to the top of a new page.
(() => {
  const here = document.querySelector("[data-place]")?.dataset.place ?? "";
  const place = location.pathname + "?" + here;
  const before = window.onrecordPlace;
  if (before === place) return;
  window.onrecordPlace = place;
  const name = location.hash.slice(1) || (here && `q-${here}`);
  let looks = 100;
  const look = () => {
    const target =
      document.getElementById(name) ?? (before && document.querySelector(".st-key-found"));
    if (target) target.scrollIntoView({ block: target.id ? "center" : "start" });
    else if (looks-- > 0) setTimeout(look, 50);
  };
  if (name || before) look();
})();

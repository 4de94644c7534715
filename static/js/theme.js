(function (root) { // the admin keeps "auto" under the same name: as the device
  root.classList.add("has-js");
  try { var theme = localStorage.getItem("theme"); if (/^(light|dark)$/.test(theme)) root.dataset.theme = theme; } catch (e) {}
})(document.documentElement);

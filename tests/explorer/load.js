// Loads the page's pure scripts in the order of index.html and gives their global.
"use strict";
const path = require("node:path");
const page = path.join(__dirname, "../../pipeline/explorer/page");
globalThis.RuydadCalendar = require(path.join(page, "calendar.js"));
for (const name of ["format", "facets", "state", "search", "store"]) require(path.join(page, `${name}.js`));
module.exports = globalThis.Ruydad;

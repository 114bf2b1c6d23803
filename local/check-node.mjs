// Runs before the scripts, on whatever Node there is: syntax that old ones know, and no imports.
var needed = 24;
var version = process.versions.node;

if (parseInt(version, 10) < needed) {
  console.error(
    'This is Node ' +
      version +
      ', and madrona-async needs Node ' +
      needed +
      ' or newer: run `npm ci --include=optional` once more, which brings one for this folder, or install it from https://nodejs.org.',
  );
  process.exit(1);
}

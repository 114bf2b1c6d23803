// Runs before the scripts, on whatever Node there is: syntax that old ones know, and no imports.
var needed = 24;
var version = process.versions.node;

if (parseInt(version, 10) < needed) {
  console.error(
    'This is Node ' +
      version +
      ', and madrona-async needs Node ' +
      needed +
      ' or newer: `npm install --save-dev node@24` brings one for this folder; else install it from https://nodejs.org.',
  );
  process.exit(1);
}

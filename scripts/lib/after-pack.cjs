/*
 * Called by electron-builder between copying the runtime and sealing it. The runtime that serves to try and to test has a
 * small program of its own, which has no business in a package; and the flavour is written beside the program, where only
 * its owner can write.
 */
const { rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

module.exports = async function afterPack({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  rmSync(path.join(resources, 'app'), { recursive: true, force: true });
  writeFileSync(path.join(resources, 'flavour'), `${process.env.BORNE_FLAVOUR ?? 'release'}\n`);
};

import { assets, scripts, textOf } from "../read-package.mjs";

/**
 * React and React DOM of SharePoint. A bundle that names them shares React 17 with the page: the build of such a one is green,
 * and the page breaks.
 */
const sharedReact = ["0d910c1c-13b9-4e1c-9aa4-b008c5e42d7d", "aa0a46ec-1505-43cd-a44a-93f3a5aa460a"];

export function checkScripts(files, manifests) {
  const inManifests = manifests.map((manifest) => [manifest.alias, JSON.stringify(manifest)]);
  const inScripts = scripts(files).map((name) => [name, textOf(files, name)]);
  return [...inManifests, ...inScripts].flatMap(([name, text]) => [
    ...(sharedReact.some((id) => text.includes(id)) ? [`${name} shares React with SharePoint`] : []),
    ...(/\beval\(|\bnew Function\(/.test(text) ? [`${name} makes code of text`] : []),
    // The licence of the framework allows to build with it, not to hand it on.
    ...(/Microsoft Corporation/.test(text) ? [`${name} holds code of Microsoft's`] : []),
  ]);
}

/** Every asset is loaded by a manifest, by a script (whose table of chunks holds the hash of each), or shown by Teams. */
export function checkOrphans(files, manifests) {
  const texts = [...scripts(files).map((name) => [name, textOf(files, name)]), ["", JSON.stringify(manifests)]];
  const icons = new Set(teamsIcons(manifests).map(({ name }) => name));
  return assets(files)
    .filter((name) => !icons.has(name))
    .filter((name) => {
      const hash = /_([0-9a-f]{20,})\.js$/.exec(name)?.[1] ?? name;
      return !texts.some(([other, text]) => other !== name && text.includes(hash));
    })
    .map((name) => `nothing loads ${name}`);
}

/** Teams shows one picture in colours and one of lines, for each web part that it may host. */
export function checkTeamsIcons(files, manifests) {
  return teamsIcons(manifests).flatMap(({ name, size }) => {
    const bytes = files.get(name);
    if (bytes === undefined) return [`${name} is missing: Teams shows it`];
    const [width, height] = pngSize(bytes);
    return width === size && height === size
      ? []
      : [`${name} must be a PNG of ${size} by ${size}, not ${width} by ${height}`];
  });
}

function teamsIcons(manifests) {
  return manifests
    .filter(({ supportedHosts = [] }) => supportedHosts.some((host) => host.startsWith("Teams")))
    .flatMap(({ id }) => [
      { name: `ClientSideAssets/${id}_color.png`, size: 192 },
      { name: `ClientSideAssets/${id}_outline.png`, size: 32 },
    ]);
}

function pngSize(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.length > 24 && view.getUint32(0) === 0x89504e47;
  return isPng ? [view.getUint32(16), view.getUint32(20)] : [0, 0];
}

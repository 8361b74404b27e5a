// Each check of a package is seen red once: the package that was built is broken in one way, and the check must say so.
// `node --test test/check-package.test.mjs`, after `npm run sharepoint`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { strFromU8, strToU8 } from "fflate";
import { checkPackage } from "./check-package.mjs";
import { differences } from "./compare-packages.mjs";
import { readPackage } from "./read-package.mjs";

const root = join(import.meta.dirname, "..");
const settings = JSON.parse(readFileSync(join(root, "settings.json"), "utf8"));
const whole = readPackage(join(root, "sharepoint", "solution", settings.packageFile));

const names = [...whole.keys()];
const webPart = names.find((name) => /\/WebPart_/.test(name));
const launcher = names.find((name) => /\/Extension_/.test(name));
const feature = `feature_${settings.featureId}.xml`;
const entry = names.find((name) => name.endsWith("ClientSideInstance.xml"));
const bundle = names.find((name) => /causerie-web-part_/.test(name));
const chunk = names.find((name) => /chunk\.causerie-widget_/.test(name));
const color = `ClientSideAssets/${settings.webPartId}_color.png`;

/** A copy in which one file has another text. */
function change(name, edit) {
  const text = strFromU8(whole.get(name));
  const changed = edit(text);
  assert.notEqual(changed, text, `nothing was changed in ${name}`);
  return new Map(whole).set(name, strToU8(changed));
}

/** A copy in which a manifest has another property. In the package it is JSON in an attribute. */
function changeManifest(name, edit) {
  return change(name, (text) =>
    text.replace(/ComponentManifest="([^"]*)"/, (_, attribute) => {
      const manifest = JSON.parse(attribute.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
      edit(manifest);
      const json = JSON.stringify(manifest).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
      return `ComponentManifest="${json}"`;
    }),
  );
}

function without(name) {
  const files = new Map(whole);
  assert.ok(files.delete(name), `${name} was not there`);
  return files;
}

function resource(manifest, name) {
  const found = manifest.loaderConfig.scriptResources[name];
  assert.ok(found, `${name} is no resource of ${manifest.alias}`);
  return found;
}

void test("the package that was built is whole", () => {
  assert.deepEqual(checkPackage(whole), []);
});

const broken = {
  "XML that ends in the middle": [change(feature, (text) => text.slice(0, -5)), /not well-formed/],
  "a part that is named and not there": [without(chunk), /names ClientSideAssets\/chunk\.causerie-widget.*not there/],
  "a part that nothing names": [new Map(whole).set("extra.xml", strToU8("<a/>")), /no part names extra\.xml/],
  "a file without a type": [
    change("[Content_Types].xml", (text) => text.replace(/<Default Extension="png"[^>]*><\/Default>/, "")),
    /gives ClientSideAssets\/.*png no type/,
  ],
  "an id that is no GUID": [
    change("AppManifest.xml", (text) => text.replace(settings.solutionId, "42")),
    /"42" is no GUID/,
  ],
  "a version of three numbers": [
    change("AppManifest.xml", (text) => text.replace(/ Version="(\d+\.\d+\.\d+)\.\d+"/, ' Version="$1"')),
    /no version of four numbers/,
  ],
  "a feature without its version": [
    change(feature, (text) => text.replace(/ Version="[\d.]+"/, "")),
    /feature_.*no version/,
  ],
  "an isolated domain": [
    change("AppManifest.xml", (text) => text.replace('IsDomainIsolated="false"', 'IsDomainIsolated="true"')),
    /IsDomainIsolated/,
  ],
  "a solution that cannot go to all sites": [
    change("AppManifest.xml", (text) => text.replace('SkipFeatureDeployment="true"', 'SkipFeatureDeployment="false"')),
    /SkipFeatureDeployment/,
  ],
  "an entry for all sites that names another component": [
    change(entry, (text) => text.replace(settings.launcherId, settings.solutionId)),
    /names the unknown component/,
  ],
  "an entry for all sites whose properties are no JSON": [
    change(entry, (text) => text.replace("{&quot;", "{")),
    /are not JSON/,
  ],
  "a host that does not exist": [
    changeManifest(webPart, (manifest) => (manifest.supportedHosts[2] = "TeamsTabb")),
    /CauserieChatWebPart\/supportedHosts\/2/,
  ],
  "a component of no known type": [
    changeManifest(launcher, (manifest) => (manifest.componentType = "Gadget")),
    /"Gadget" is unknown/,
  ],
  "a script that is not in the package": [
    changeManifest(webPart, (manifest) => (resource(manifest, "causerie-web-part").path = "other.js")),
    /loads other\.js, which is not in the package/,
  ],
  "texts of a language that are not in the package": [
    changeManifest(webPart, (manifest) => (resource(manifest, "ChatWebPartStrings").paths["fr-FR"] = "fr.js")),
    /loads fr\.js, which is not in the package/,
  ],
  "a script of another server": [
    changeManifest(webPart, (manifest) => {
      resource(manifest, "causerie-web-part").path = "https://chat.example.com/causerie.js";
    }),
    /from another server/,
  ],
  "scripts from a delivery network": [
    changeManifest(
      launcher,
      (manifest) => (manifest.loaderConfig.internalModuleBaseUrls = ["https://cdn.example.com/"]),
    ),
    /takes its scripts from https:\/\/cdn\.example\.com\//,
  ],
  "a component of SharePoint in another version": [
    changeManifest(webPart, (manifest) => (resource(manifest, "@microsoft/sp-http").version = "1.0.0")),
    /needs @microsoft\/sp-http 1\.0\.0/,
  ],
  "React of SharePoint in a script": [
    change(bundle, (text) => `${text}load("0d910c1c-13b9-4e1c-9aa4-b008c5e42d7d")`),
    /shares React/,
  ],
  "React of SharePoint in a manifest": [
    changeManifest(webPart, (manifest) => {
      const id = "0d910c1c-13b9-4e1c-9aa4-b008c5e42d7d";
      manifest.loaderConfig.scriptResources["react"] = { type: "component", id, version: "17.0.1" };
    }),
    /CauserieChatWebPart shares React/,
  ],
  "code that is made of text": [change(bundle, (text) => `${text};eval("1")`), /makes code of text/],
  "a function that is made of text": [change(bundle, (text) => `${text};new Function("1")`), /makes code of text/],
  "code of Microsoft's": [
    change(bundle, (text) => `/* Copyright Microsoft Corporation */${text}`),
    /code of Microsoft/,
  ],
  "no picture for Teams": [without(color), /_color\.png is missing/],
  "a picture of another size": [
    new Map(whole).set(color, whole.get(color.replace("color", "outline"))),
    /must be a PNG of 192 by 192, not 32 by 32/,
  ],
  "a picture that is none": [new Map(whole).set(color, strToU8("<svg/>")), /not 0 by 0/],
  "a script that nothing loads": [
    new Map(whole).set(`ClientSideAssets/chunk.old_${"0".repeat(20)}.js`, strToU8("1")),
    /nothing loads ClientSideAssets\/chunk\.old_/,
  ],
};

for (const [name, [files, expected]] of Object.entries(broken))
  void test(`${name} is found`, () => {
    const faults = checkPackage(files);
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      `the check said ${JSON.stringify(faults)}`,
    );
  });

void test("two packages differ in what is drawn by lot, and a change of anything else is found", () => {
  const id = "00000000-0000-4000-8000-000000000000";
  const drawn = change("ClientSideAssets.xml", (text) => text.replace(/ Id="[^"]*"/, ` Id="${id}"`));
  assert.deepEqual(differences(whole, drawn), []);
  const config = names.find((name) => name.endsWith(".config.xml"));
  assert.deepEqual(
    differences(
      whole,
      change(config, (text) => text.replace(/<Id>.*<\/Id>/, `<Id>${id}</Id>`)),
    ),
    [],
  );
  assert.deepEqual(
    differences(
      whole,
      change("ClientSideAssets.xml", (text) => text.replace("Web", "Site")),
    ),
    ["ClientSideAssets.xml"],
  );
  assert.deepEqual(
    differences(
      whole,
      change(bundle, (text) => `${text} `),
    ),
    [bundle],
  );
  assert.deepEqual(differences(whole, without(chunk)), [chunk]);
});

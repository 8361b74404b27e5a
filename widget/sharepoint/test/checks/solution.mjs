import { listOf, parseXml, relationships, textOf } from "../read-package.mjs";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const version = /^\d+\.\d+\.\d+\.\d+$/;

/** The manifest of the solution, and those of its features. */
export function checkSolution(files) {
  const text = textOf(files, "AppManifest.xml");
  const app = text === undefined ? undefined : parseXml(text).App;
  if (app === undefined) return ["AppManifest.xml is missing or holds no App"];
  const faults = [...checkForm("AppManifest.xml", app.ProductID, app.Version)];
  // Microsoft has retired isolated domains in April 2026: such a web part shows an error.
  if (app.IsDomainIsolated !== "false") faults.push('AppManifest.xml must say IsDomainIsolated="false"');
  // Else it can neither be added to all sites nor to Teams.
  if (app.SkipFeatureDeployment !== "true") faults.push('AppManifest.xml must say SkipFeatureDeployment="true"');
  if (app.IsClientSideSolution !== "true") faults.push('AppManifest.xml must say IsClientSideSolution="true"');
  return [...faults, ...checkFeatures(files)];
}

function checkFeatures(files) {
  return relationships(files, "AppManifest.xml").flatMap(({ target }) => {
    const text = textOf(files, target);
    if (text === undefined) return [];
    const feature = parseXml(text).Feature;
    const elements = listOf(feature?.ElementManifests?.ElementManifest)
      .map(({ Location }) => Location.replaceAll("\\", "/"))
      .filter((location) => !files.has(location))
      .map((location) => `${target} names ${location}, which is not there`);
    return [...checkForm(target, feature?.Id, feature?.Version), ...elements];
  });
}

/** The entry of the list "Tenant Wide Extensions" must name a component of this package. */
export function checkTenantWideEntry(files, manifests) {
  const ids = new Set(manifests.map(({ id }) => id));
  const entries = [...files.keys()]
    .filter((name) => name.endsWith("ClientSideInstance.xml"))
    .flatMap((name) => listOf(parseXml(textOf(files, name)).Elements?.ClientSideComponentInstance));
  if (entries.length === 0) return ["ClientSideInstance.xml is missing: the launcher cannot be put on all sites"];
  return entries.flatMap(({ ComponentId, Properties }) => [
    ...(ids.has(ComponentId) ? [] : [`ClientSideInstance.xml names the unknown component ${ComponentId}`]),
    ...(isJson(Properties) ? [] : ["The properties in ClientSideInstance.xml are not JSON"]),
  ]);
}

function checkForm(file, id, itsVersion) {
  return [
    ...(guid.test(id ?? "") ? [] : [`${file}: "${id}" is no GUID`]),
    ...(version.test(itsVersion ?? "") ? [] : [`${file}: "${itsVersion}" is no version of four numbers`]),
  ];
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

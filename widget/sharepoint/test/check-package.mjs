import { checkResources, checkSchemas } from "./checks/manifests.mjs";
import { checkContentTypes, checkParts, checkXml } from "./checks/opc.mjs";
import { checkOrphans, checkScripts, checkTeamsIcons } from "./checks/scripts.mjs";
import { checkSolution, checkTenantWideEntry } from "./checks/solution.mjs";
import { componentManifests } from "./read-package.mjs";

/**
 * What an app catalog, a page of SharePoint or Teams would refuse, as far as it can be told without a tenant.
 * @param files the files of the package by their names.
 * @returns one sentence for each fault.
 */
export function checkPackage(files) {
  const broken = checkXml(files);
  if (broken.length > 0) return broken;
  const manifests = componentManifests(files);
  if (manifests.length === 0) return ["The package holds no component"];
  return [
    ...checkParts(files),
    ...checkContentTypes(files),
    ...checkSolution(files),
    ...checkTenantWideEntry(files, manifests),
    ...checkSchemas(manifests),
    ...checkResources(files, manifests),
    ...checkScripts(files, manifests),
    ...checkTeamsIcons(files, manifests),
    ...checkOrphans(files, manifests),
  ];
}

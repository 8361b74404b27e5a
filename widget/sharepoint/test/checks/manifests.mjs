import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";

const modules = join(import.meta.dirname, "..", "..", "node_modules", "@microsoft");
/** Read as files, because the package does not export them. */
const schemas = join(modules, "sp-module-interfaces", "lib-commonjs", "manifestSchemas");
const ownAssets = "HTTPS://SPCLIENTSIDEASSETLIBRARY/";

const validators = createValidators();

/** Microsoft's build checks the form of no manifest: a host that does not exist is packaged as it is. */
export function checkSchemas(manifests) {
  return manifests.flatMap((manifest) => {
    const validate = validators[manifest.componentType];
    if (validate === undefined) return [`${manifest.alias}: the component type "${manifest.componentType}" is unknown`];
    if (validate(manifest)) return [];
    return validate.errors.map(({ instancePath, message }) => `${manifest.alias}${instancePath} ${message}`);
  });
}

/** Scripts come from the package, never from another server: an administrator would have to trust that one. */
export function checkResources(files, manifests) {
  return manifests.flatMap(({ alias, loaderConfig }) => {
    const { internalModuleBaseUrls, scriptResources } = loaderConfig;
    const foreign = internalModuleBaseUrls.filter((url) => url !== ownAssets);
    return [
      ...foreign.map((url) => `${alias} takes its scripts from ${url}, not from the package`),
      ...Object.entries(scriptResources).flatMap(([name, resource]) => checkResource(files, alias, name, resource)),
    ];
  });
}

function checkResource(files, alias, name, resource) {
  if (resource.type === "component") return checkPlatform(alias, name, resource);
  const paths =
    resource.type === "localizedPath" ? [resource.defaultPath, ...Object.values(resource.paths)] : [resource.path];
  return paths.flatMap((path) => {
    if (/^(https?:)?\/\//i.test(path)) return [`${alias} loads ${path} from another server`];
    return files.has(`ClientSideAssets/${path}`) ? [] : [`${alias} loads ${path}, which is not in the package`];
  });
}

/** SharePoint finds its own components by id and version. Those of another version than the one built against may be gone. */
function checkPlatform(alias, name, { id, version }) {
  const installed = platformVersions(name);
  const known = installed.get(id);
  if (known === version) return [];
  return [`${alias} needs ${name} ${version} (${id}), but ${known ?? "no such component"} is installed`];
}

/** The versions of the components of a package, by their ids. */
function platformVersions(name) {
  const folder = join(modules, name.replace("@microsoft/", ""), "dist");
  if (!name.startsWith("@microsoft/") || !existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith(".manifest.json"));
  return new Map(
    files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8"))).map(({ id, version }) => [id, version]),
  );
}

function createValidators() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const folder of ["jsonSchemas", "remote"]) {
    for (const file of readdirSync(join(schemas, folder)).filter((name) => name.endsWith(".json"))) {
      const { $schema: _, ...schema } = JSON.parse(readFileSync(join(schemas, folder, file), "utf8"));
      ajv.addSchema(schema, schema.$id ?? file);
    }
  }
  return {
    WebPart: ajv.getSchema("client-side-web-part-manifest.schema.json"),
    Extension: ajv.getSchema("client-side-extension-manifest.schema.json"),
  };
}

// Reads an `.sppkg`: a zip whose parts are bound by relationships, as the Open Packaging Conventions say.
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", processEntities: true });

/** @returns the files of the package by their names. */
export function readPackage(file) {
  return new Map(Object.entries(unzipSync(readFileSync(file))).filter(([name]) => !name.endsWith("/")));
}

export function textOf(files, name) {
  const bytes = files.get(name);
  return bytes === undefined ? undefined : strFromU8(bytes);
}

/** @returns what is wrong, or undefined. */
export function xmlMistake(text) {
  const result = XMLValidator.validate(text);
  return result === true ? undefined : `${result.err.msg} in line ${result.err.line}`;
}

export function parseXml(text) {
  return parser.parse(text);
}

/** One element, several or none: the parser gives each in another form. */
export function listOf(value) {
  return value === undefined || value === "" ? [] : [value].flat();
}

/** The parts that a part names as its own. */
export function relationships(files, part) {
  const file = posix.join(posix.dirname(part), "_rels", `${posix.basename(part)}.rels`);
  const text = textOf(files, file);
  if (text === undefined) return [];
  return listOf(parseXml(text).Relationships?.Relationship).map(({ Target, Type }) => ({
    target: Target.replace(/^\//, ""),
    type: Type.slice(Type.lastIndexOf("/") + 1),
  }));
}

/** The manifests of web parts and extensions, which are JSON inside an attribute. */
export function componentManifests(files) {
  return [...files.keys()]
    .filter((name) => name.endsWith(".xml"))
    .flatMap((name) => listOf(parseXml(textOf(files, name)).Elements?.ClientSideComponent))
    .map(({ ComponentManifest }) => JSON.parse(ComponentManifest));
}

export function assets(files) {
  return [...files.keys()].filter((name) => name.startsWith("ClientSideAssets/"));
}

export function scripts(files) {
  return assets(files).filter((name) => name.endsWith(".js"));
}

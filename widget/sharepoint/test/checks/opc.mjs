import { listOf, parseXml, relationships, textOf, xmlMistake } from "../read-package.mjs";

const contentTypes = "[Content_Types].xml";

/** Whether the zip is a whole package: an app catalog refuses one with a part too few, and says only that it is invalid. */
export function checkXml(files) {
  return [...files.keys()]
    .filter((name) => /\.(xml|rels)$/.test(name))
    .flatMap((name) => {
      const mistake = xmlMistake(textOf(files, name));
      return mistake === undefined ? [] : [`${name} is not well-formed: ${mistake}`];
    });
}

export function checkParts(files) {
  const reached = new Set();
  const missing = [];
  const visit = (part) => {
    for (const { target } of relationships(files, part)) {
      if (!files.has(target)) missing.push(`${part || "the package"} names ${target}, which is not there`);
      else if (!reached.has(target)) visit(reached.add(target) && target);
    }
  };
  visit("");
  const isPart = (name) => name !== contentTypes && !name.endsWith(".rels");
  const unreached = [...files.keys()].filter((name) => isPart(name) && !reached.has(name));
  return [...missing, ...unreached.map((name) => `no part names ${name}`)];
}

export function checkContentTypes(files) {
  const text = textOf(files, contentTypes);
  if (text === undefined) return [`${contentTypes} is missing`];
  const types = parseXml(text).Types;
  const extensions = new Set(listOf(types?.Default).map(({ Extension }) => Extension));
  const named = new Set(listOf(types?.Override).map(({ PartName }) => PartName.replace(/^\//, "")));
  return [...files.keys()]
    .filter(
      (name) => name !== contentTypes && !named.has(name) && !extensions.has(name.slice(name.lastIndexOf(".") + 1)),
    )
    .map((name) => `${contentTypes} gives ${name} no type`);
}

// Writes the files that SharePoint's build reads from `settings.json`, the texts in `strings/` and the version of the release.
// An administrator changes `settings.json` only. The ids in it are stored in customers' pages and catalogues: they stay for ever.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Languages of SharePoint's interface, by the language of our texts. The first of each is the one for the rest of the world. */
const cultures = {
  ar: ["ar-sa"],
  de: ["de-de"],
  en: ["en-us"],
  es: ["es-es"],
  fr: ["fr-fr"],
  he: ["he-il"],
  it: ["it-it"],
  ja: ["ja-jp"],
  nl: ["nl-nl"],
  pl: ["pl-pl"],
  pt: ["pt-pt", "pt-br"],
};

const settings = readJson("settings.json");
checkSettings();
const texts = Object.fromEntries(
  readdirSync(join(root, "strings")).map((file) => [basename(file, ".json"), readJson(join("strings", file))]),
);
checkTexts();
const version = `${readJson("package.json").version.replace(/-.*/, "")}.0`;

writeSolution();
writeManifests();
writeTenantWideEntry();
writeTexts();

function writeSolution() {
  const { name, publisher, entra } = settings;
  const { description } = texts.en;
  write("config/package-solution.json", {
    $schema: "https://developer.microsoft.com/json-schemas/spfx-build/package-solution.schema.json",
    solution: {
      name,
      id: settings.solutionId,
      version,
      includeClientSideAssets: true,
      skipFeatureDeployment: true,
      isDomainIsolated: false,
      developer: { ...publisher, mpnId: "Undefined-1.23.2" },
      metadata: {
        shortDescription: { default: description, ...perCulture("description") },
        longDescription: { default: description, ...perCulture("description") },
        screenshotPaths: [],
        videoUrl: "",
        categories: ["Productivity"],
      },
      ...(entra.appName !== "" && {
        webApiPermissionRequests: [{ resource: entra.appName, scope: entra.scope }],
      }),
      features: [
        {
          title: name,
          description,
          id: settings.featureId,
          version,
          assets: { elementManifests: ["ClientSideInstance.xml"] },
        },
      ],
    },
    paths: { zippedPackage: `solution/${settings.packageFile}` },
  });
}

function writeManifests() {
  const titles = { default: settings.name === "Causerie" ? texts.en.title : settings.name };
  const localized = settings.name === "Causerie" ? perCulture("title") : {};
  write("src/webparts/chat/ChatWebPart.manifest.json", {
    $schema: "https://developer.microsoft.com/json-schemas/spfx/client-side-web-part-manifest.schema.json",
    id: settings.webPartId,
    alias: "CauserieChatWebPart",
    componentType: "WebPart",
    version: "*",
    manifestVersion: 2,
    requiresCustomScript: false,
    supportedHosts: ["SharePointWebPart", "SharePointFullPage", "TeamsTab", "TeamsPersonalApp"],
    supportsThemeVariants: true,
    supportsFullBleed: true,
    preconfiguredEntries: [
      {
        groupId: "5c03119e-3074-46fd-976b-c60198311f70",
        group: { default: "Advanced" },
        title: { ...titles, ...localized },
        description: { default: texts.en.description, ...perCulture("description") },
        officeFabricIconFontName: "OfficeChat",
        properties: ownProperties(),
      },
    ],
  });
  write("src/extensions/chatLauncher/ChatLauncher.manifest.json", {
    $schema: "https://developer.microsoft.com/json-schemas/spfx/client-side-extension-manifest.schema.json",
    id: settings.launcherId,
    alias: "CauserieChatLauncher",
    componentType: "Extension",
    extensionType: "ApplicationCustomizer",
    version: "*",
    manifestVersion: 2,
    requiresCustomScript: false,
  });
}

/** The entry of the list "Tenant Wide Extensions", which an administrator fills in. */
function writeTenantWideEntry() {
  const properties = JSON.stringify({ endpoint: settings.defaultEndpoint, ...ownProperties() });
  write(
    "sharepoint/assets/ClientSideInstance.xml",
    `<?xml version="1.0" encoding="utf-8"?>
<Elements xmlns="http://schemas.microsoft.com/sharepoint/">
  <ClientSideComponentInstance
    Title="${escapeXml(settings.name)}"
    Location="ClientSideExtension.ApplicationCustomizer"
    ComponentId="${settings.launcherId}"
    Properties="${escapeXml(properties)}" />
</Elements>
`,
  );
}

/** One file for each language of SharePoint's interface, in the only format that its build takes. */
function writeTexts() {
  const names = Object.keys(texts.en);
  for (const [language, list] of Object.entries(cultures)) {
    for (const culture of list) {
      const body = JSON.stringify(texts[language], null, 2);
      write(`src/webparts/chat/loc/${culture}.js`, `define([], function () {\n  return ${body};\n});\n`);
    }
  }
  const fields = names.map((name) => `  export const ${name}: string;`).join("\n");
  write("src/spfx/strings.d.ts", `declare module "ChatWebPartStrings" {\n${fields}\n}\n`);
}

function ownProperties() {
  return {
    ...(settings.defaultEndpoint !== "" && { endpoint: settings.defaultEndpoint }),
    ...(settings.entra.resource !== "" && { resource: settings.entra.resource }),
  };
}

function perCulture(name) {
  return Object.fromEntries(
    Object.entries(cultures).flatMap(([language, list]) => list.map((culture) => [culture, texts[language][name]])),
  );
}

function checkSettings() {
  const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  const ids = ["solutionId", "featureId", "webPartId", "launcherId"];
  const bad = ids.filter((name) => !guid.test(settings[name]));
  if (bad.length > 0) giveUp(`${bad.join(", ")} in settings.json must be a GUID in lower case.`);
  if (new Set(ids.map((name) => settings[name])).size < ids.length) giveUp("The ids in settings.json must differ.");
  if (!/^[\w.-]+\.sppkg$/.test(settings.packageFile)) giveUp("packageFile in settings.json must end with .sppkg.");
  if (!/^(https:\/\/[^\s?#]+)?$/.test(settings.defaultEndpoint))
    giveUp("defaultEndpoint in settings.json must be empty or begin with https://.");
  if ((settings.entra.resource === "") !== (settings.entra.appName === ""))
    giveUp("entra in settings.json needs both resource and appName, or neither.");
}

function checkTexts() {
  const expected = Object.keys(texts.en).join();
  for (const language of Object.keys(cultures))
    if (Object.keys(texts[language] ?? {}).join() !== expected)
      giveUp(`strings/${language}.json must have the names of strings/en.json, in the same order.`);
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}

function write(file, content) {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`);
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

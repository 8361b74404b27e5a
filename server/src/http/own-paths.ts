/** What the server itself answers, whatever its connectors are. */
export const ownPaths = {
  health: "/health",
  openApi: "/openapi.json",
  script: "/causerie.js",
  widgetFiles: "/causerie",
  mobilePage: "/embed/mobile",
  metrics: "/metrics",
  desk: "/desk",
} as const;

/** Whether a connector at this path would take requests that are the server's. Express knows no upper case in paths. */
export function overlapsOwnPath(path: string): boolean {
  const wanted = path.toLowerCase();
  return Object.values(ownPaths).some(
    (own) => wanted === own || wanted.startsWith(`${own}/`) || own.startsWith(`${wanted}/`),
  );
}

/** SharePoint's package. `common` knows nothing of SharePoint's framework, so it runs in any test. */
export const sharepoint: Record<string, readonly string[]> = {
  "common/properties": [],
  "common/theme": [],
  "common/sign-in": ["common/properties"],
  "common/tenant": ["common/properties"],
  "common/mount": ["common/properties", "common/theme"],
  spfx: ["common/properties", "common/sign-in", "common/tenant", "common/theme"],
  webparts: ["common/mount", "common/properties", "common/theme", "spfx"],
  extensions: ["common/mount", "common/properties", "common/theme", "spfx"],
};

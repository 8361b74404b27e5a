import { expect, test } from "vitest";
import { loadCentralDefaults } from "./load-central-defaults.ts";

test("all parts of a page ask the tenant once", async () => {
  const asked: string[] = [];
  const getJson = async (url: string): Promise<unknown> => {
    asked.push(url);
    return { Value: "https://chat.example.com/web", Comment: null, Description: null };
  };
  const site = "https://harbour.sharepoint.com/sites/a/";
  expect(await Promise.all([loadCentralDefaults(site, getJson), loadCentralDefaults(site, getJson)])).toEqual([
    { endpoint: "https://chat.example.com/web" },
    { endpoint: "https://chat.example.com/web" },
  ]);
  expect(asked).toEqual(["https://harbour.sharepoint.com/sites/a/_api/web/GetStorageEntity('CauserieChat')"]);
});

test("a tenant without the property, and one that refuses, give nothing", async () => {
  const missing = async (): Promise<unknown> => ({ "odata.null": true });
  expect(await loadCentralDefaults("https://harbour.sharepoint.com/sites/b", missing)).toEqual({});
  const refused = (): Promise<unknown> => Promise.reject(new Error("403"));
  expect(await loadCentralDefaults("https://harbour.sharepoint.com/sites/c", refused)).toEqual({});
});

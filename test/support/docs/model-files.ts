import { type Language, generateModels, languages } from "@causerie/api-clients/generate-models.ts";
import { describeOpenApi } from "@causerie/server/connectors/web/http/openapi.ts";

/** The models that the guide for clients of the API offers: each file, from the root of the repository, with its text. */
export async function modelFiles(): Promise<Record<string, string>> {
  const connectors = [{ channel: "web", path: "/web" }];
  const { components } = describeOpenApi({ publicUrl: "https://chat.example.com", version: "1", connectors });
  const files: Record<string, string> = {};
  for (const [language, ending] of Object.entries(languages) as [Language, string][])
    files[`docs/models/causerie.${ending}`] = await generateModels(components.schemas, language);
  return files;
}

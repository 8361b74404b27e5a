export type AlexaCommandOptions = {
  connector?: string | undefined;
  locale?: string | undefined;
};

/** A language as scripts write it, `en` or `pt-BR` (BCP 47). Apart from the schema: a page that only asks this carries no zod. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

import { getCollection } from "astro:content";

// Every article, the newest first; those of one day in the order of their names.
export const stories = async () =>
  (await getCollection("articles")).sort((one, other) => +other.data.date - +one.data.date || (one.id < other.id ? -1 : 1));

export const things = async () =>
  (await getCollection("products")).sort((one, other) => +other.data.date - +one.data.date || (one.id < other.id ? -1 : 1));

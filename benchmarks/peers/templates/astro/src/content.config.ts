import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

const articles = defineCollection({
  loader: glob({ pattern: "*.md", base: "./src/content/articles" }),
  schema: z.object({
    title: z.string(),
    date: z.coerce.date(),
    authors: z.array(z.string()),
    tags: z.array(z.string()),
    cover: z.string(),
    series: z.string().optional(),
    summary: z.string().optional(),
  }),
});

const products = defineCollection({
  loader: glob({ pattern: "*.md", base: "./src/content/products" }),
  schema: z.object({
    title: z.string(),
    date: z.coerce.date(),
    summary: z.string(),
    price: z.number(),
    images: z.array(z.string()),
    tags: z.array(z.string()),
    channels: z.record(z.string(), z.string()),
    variants: z.array(z.object({ id: z.string(), price: z.number() })).default([]),
  }),
});

export const collections = { articles, products };

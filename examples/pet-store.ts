// A tour of the invented pet store: paging, filters, idempotent writes, errors by status, uploads, streams.
//
//   PET_STORE_BASE_URL=http://localhost:4010 PET_STORE_TOKEN=… npx tsx examples/pet-store.ts
import { PetStore } from "../generated/pet-store/index.js";

const store = new PetStore();

// Every pet of every page; the next page is fetched only when it is wanted.
for await (const pet of store.pets.list({ status: ["available"], filter: { minAge: 1 } }))
  console.log(pet.kind === "cat" ? `${pet.name} with ${pet.lives} lives` : pet.name);

// The runtime sends one idempotency key with every attempt, so a retry never adds a second cat.
const { status, data: cat } = await store.pets
  .create({ body: { kind: "cat", name: "Mimi", status: "available", lives: 9 } }, { idempotencyKey: "mimi-1" })
  .withResponse();
console.log(status === 201 ? "added" : "known already", cat.id);

// Errors are typed by status: 404 has a Problem.
const missing = await store.pets.get({ id: 404 }).safe();
if (!missing.ok && missing.error.status === 404) console.log(missing.error.body.title);

const stored = await store.files.upload({
  body: { file: new Blob(["%PDF"], { type: "application/pdf" }), about: { title: "Papers" } },
});
console.log("stored", stored.bytes, "bytes");

for await (const event of store.orders.events.stream()) console.log(event.type, event.order);

await store.close();

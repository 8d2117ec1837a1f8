import { parse } from "yaml";
import type { JsonObject } from "../../generator/src/load/document.js";

/** A small document in which parts bear on each other in every way that the generator knows. */
export const dense = (): JsonObject => parse(DENSE) as JsonObject;

const DENSE = `
openapi: 3.1.0
info: { title: Dense, version: "1", description: Requests are limited to 100 per minute. }
servers: [{ url: "https://{region}.example.com/v1", variables: { region: { default: eu, enum: [eu, us] } } }]
security: [{ key: [] }]
tags: [{ name: pets, description: All pets. }, { name: files }]
paths:
  /pets:
    parameters: [{ $ref: "#/components/parameters/Trace" }]
    get:
      tags: [pets]
      operationId: listPets
      summary: Lists pets.
      parameters:
        - { name: page, in: query, schema: { type: integer, default: 1 } }
        - { name: per_page, in: query, schema: { type: integer, maximum: 100 } }
        - { name: kind, in: query, schema: { $ref: "#/components/schemas/Kind" } }
      responses:
        "200":
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [items, total]
                properties:
                  items: { type: array, items: { $ref: "#/components/schemas/Pet" } }
                  total: { type: integer }
                  meta: { type: object, properties: { a: { type: string }, b: { type: string }, c: { type: string } } }
        "404": { $ref: "#/components/responses/Missing" }
    post:
      tags: [pets]
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/Pet" } }
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { name: { type: string }, kind: { $ref: "#/components/schemas/Kind" } } }
      responses: { "201": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      tags: [pets]
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } } }
        default: { $ref: "#/components/responses/Missing" }
    delete:
      tags: [pets]
      security: []
      responses: { "204": { description: gone } }
  /pets/{id}/photo:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    put:
      tags: [files]
      operationId: files/put-photo
      requestBody:
        content:
          multipart/form-data: { schema: { $ref: "#/components/schemas/Photo" } }
      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Tree" } } } } }
  /events:
    get:
      operationId: watchEvents
      responses:
        "200":
          description: "Events, terminated by a [DONE] message."
          content: { text/event-stream: { schema: { $ref: "#/components/schemas/Event" } } }
  /ticks:
    get:
      operationId: watchTicks
      responses:
        "200":
          description: Ticks.
          content:
            text/event-stream:
              itemSchema:
                type: object
                properties:
                  event: { const: tick }
                  data: { type: string, contentMediaType: application/json, contentSchema: { $ref: "#/components/schemas/Kind" } }
  /holders:
    put:
      operationId: putHolder
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Holder" } } } }
      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Holder" } } } } }
  /login:
    post:
      operationId: login
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Login" } } } }
      responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } }
      callbacks:
        done:
          "{$request.body#/url}":
            post:
              requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Event" } } } }
              responses: { "200": { description: ok } }
webhooks:
  petAdded:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { pet: { $ref: "#/components/schemas/Pet" }, at: { type: string, format: date-time }, by: { type: string } } }
      responses: { "200": { description: ok } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key }, user: { type: http, scheme: bearer } }
  parameters:
    Trace: { name: X-Trace, in: header, schema: { type: string, format: uuid } }
  responses:
    Missing:
      description: Not there.
      content:
        application/json:
          schema: { type: object, properties: { message: { type: string }, code: { type: string }, hint: { type: object, properties: { url: { type: string }, text: { type: string }, more: { type: boolean } } } } }
  schemas:
    Kind: { type: string, enum: [cat, dog], default: cat }
    Named: { type: object, required: [name], properties: { name: { type: string, minLength: 1 }, id: { type: string, readOnly: true } } }
    Pet:
      allOf:
        - { $ref: "#/components/schemas/Named" }
        - type: object
          required: [kind, name, home]
          properties:
            kind: { $ref: "#/components/schemas/Kind" }
            home: { type: object, properties: { street: { type: string }, town: { type: string }, zip: { type: string } } }
            born: { type: string, format: date }
            count: { type: integer, format: int64 }
    Animal:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
      discriminator: { propertyName: type, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
    Cat: { type: object, required: [type], properties: { type: { type: string }, lives: { type: integer, default: 9 } } }
    Dog: { allOf: [{ $ref: "#/components/schemas/Beast" }, { type: object, required: [type], properties: { type: { type: string }, barks: { type: boolean } } }] }
    Beast: { type: object, properties: { legs: { type: integer }, owner: { $ref: "#/components/schemas/Named" } } }
    Tree: { type: object, properties: { value: { $ref: "#/components/schemas/Photo" }, old: { $ref: "#/components/schemas/pet" }, children: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }
    Photo: { type: object, properties: { file: { type: string, format: binary }, title: { type: string } } }
    Event: { type: object, required: [type], properties: { type: { const: added }, pet: { $ref: "#/components/schemas/Pet" } } }
    Login: { type: object, properties: { user: { type: string }, password: { type: string, format: password } } }
    Size:
      oneOf: [{ $ref: "#/components/schemas/Small" }, { $ref: "#/components/schemas/Big" }]
      discriminator: { propertyName: what }
    Small: { type: object, properties: { inches: { type: integer } } }
    Big: { type: object, properties: { feet: { type: integer } } }
    Shelf: { type: object, properties: { size: { $ref: "#/components/schemas/Size" } } }
    pet: { type: object, properties: { old: { type: boolean } } }
    Word: { anyOf: [{ type: string }, { $ref: "#/components/schemas/Kind" }] }
    Stand: { $ref: "#/components/schemas/Beast" }
    Holder:
      type: object
      properties:
        word: { $ref: "#/components/schemas/Word" }
        stand: { $ref: "#/components/schemas/Stand" }
        photo: { oneOf: [{ $ref: "#/components/schemas/Photo" }, { type: "null" }] }
        either: { oneOf: [{ $ref: "#/components/schemas/Kind" }, { $ref: "#/components/schemas/Tree" }] }
        pair: { prefixItems: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Word" }], minItems: 2, items: false, type: array }
`;

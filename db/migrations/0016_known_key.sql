-- The key behind the pseudonyms, by its name and a print that only it can make. Another key would make two persons of one.
create table known_key (
  one   boolean primary key default true check (one),
  kid   text not null,
  print text not null                    -- HMAC-SHA-256 of a constant, in hexadecimal digits
);

-- A small shop: what the agents of the story change.
CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE products (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    price numeric(10, 2) NOT NULL CHECK (price >= 0),
    stock integer NOT NULL DEFAULT 0
);

CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    status text NOT NULL DEFAULT 'open',
    placed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_orders_customer ON orders (customer_id);

CREATE TABLE order_items (
    order_id bigint NOT NULL REFERENCES orders (id),
    product_id bigint NOT NULL REFERENCES products (id),
    quantity integer NOT NULL CHECK (quantity > 0),
    unit_price numeric(10, 2) NOT NULL,
    PRIMARY KEY (order_id, product_id)
);

CREATE VIEW order_totals AS
SELECT i.order_id, sum(i.quantity * i.unit_price) AS total
FROM order_items AS i
GROUP BY i.order_id;

INSERT INTO customers (name, email)
VALUES ('Customer 1', 'customer1@example.org'), ('Customer 2', 'customer2@example.org');
INSERT INTO products (title, price, stock) VALUES ('Lamp', 49.90, 12), ('Chair', 89.00, 4);
INSERT INTO orders (customer_id) VALUES (1), (2);
INSERT INTO order_items (order_id, product_id, quantity, unit_price) VALUES (1, 1, 2, 49.90), (2, 2, 1, 89.00);

"""The second layer: behind IAM, the cookie identifies the user. The calls of a session work from end to end."""

import expect

PASSWORD = "difference engine"


def take(client, super_admin, first_password):
    """Signs up, logs in, sells and buys."""
    ready = expect.answered("readyz", client.call("GET", "/readyz"), 200)
    expect.equal("its checks", ready.json()["checks"], {"store": "ok", "migrations": "ok", "server": "ok"})

    user = client.without_session()
    ada = {"username": "ada.lovelace", "password": PASSWORD}
    expect.answered("signed, and without a session", user.call("GET", "/api/v1/auth/me"), 401)
    expect.answered("sign up", user.call("POST", "/api/v1/auth/signup", ada), 201)
    wrong = {**ada, "password": "analytical engine"}
    expect.answered("a wrong password", user.call("POST", "/api/v1/auth/login", wrong), 401)
    answer = expect.answered("log in", user.call("POST", "/api/v1/auth/login", ada), 200)
    cookie = answer.headers["Set-Cookie"]
    expect.true("the cookie is for this host, over TLS", cookie.startswith("__Host-access_token=") and "; Secure" in cookie)
    me = expect.answered("signed, and of a session", user.call("GET", "/api/v1/auth/me"), 200).json()
    expect.equal("who that is", me["user"]["username"], ada["username"])
    expect.answered("what is for admins", user.call("GET", "/api/v1/users"), 403)

    admin = client.without_session()
    name = {"username": super_admin, "password": first_password}
    expect.answered("log in as the first super admin", admin.call("POST", "/api/v1/auth/login", name), 200)
    teapot = {"name": "Teapot", "price": {"amount": 2495, "currency": "EUR"}, "stock": 12}
    product = expect.answered("add a product", admin.call("POST", "/api/v1/products", teapot), 201).json()
    expect.equal("its stock", left_of(user, product), 12)

    wanted = {"items": [{"productId": product["id"], "quantity": 2}]}
    key = {"Idempotency-Key": "the-first"}
    order = expect.answered("place an order", user.call("POST", "/api/v1/orders", wanted, key), 201).json()
    expect.equal("its total", order["total"], {"amount": 4990, "currency": "EUR"})
    again = expect.answered("place it again", user.call("POST", "/api/v1/orders", wanted, key), 201).json()
    expect.equal("which is the same", again["id"], order["id"])
    expect.equal("what is left", left_of(user, product), 10)
    found = expect.answered("list orders", user.call("GET", "/api/v1/orders?pageSize=5"), 200).json()["orders"]
    expect.equal("which are", [one["id"] for one in found], [order["id"]])
    cancelled = expect.answered("cancel it", user.call("DELETE", f"/api/v1/orders/{order['id']}"), 200).json()
    expect.equal("what became of it", cancelled["status"].lower(), "cancelled")
    expect.equal("what is left", left_of(user, product), 12)
    history = expect.answered("its history", user.call("GET", f"/api/v1/orders/{order['id']}/events"), 200).json()
    expect.equal("which has", len(history["events"]), 2)

    expect.answered("log out", user.call("DELETE", "/api/v1/auth/logout"), 204)
    user.cookies = dict([cookie.split(";")[0].split("=", 1)])
    expect.answered("the cookie of an ended session", user.call("GET", "/api/v1/auth/me"), 401)


def left_of(user, product):
    return user.call("GET", f"/api/v1/products/{product['id']}").json()["stock"]

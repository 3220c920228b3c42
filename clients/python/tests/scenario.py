"""The steps of clients/scenario.md, in their order."""

import time
import uuid
from collections.abc import Callable

import httpx

from tranche_client import connect, items, parsed
from tranche_client.generated.api.auth import current_user, log_in, log_out, sign_up
from tranche_client.generated.api.orders import cancel_order, place_order
from tranche_client.generated.api.products import create_product, list_products, update_product, view_product
from tranche_client.generated.api.system import version
from tranche_client.generated.api.users import grant_admin, list_users
from tranche_client.generated.models.create_product_request import CreateProductRequest
from tranche_client.generated.models.current_user_response import CurrentUserResponse
from tranche_client.generated.models.log_in_request import LogInRequest
from tranche_client.generated.models.log_in_response import LogInResponse
from tranche_client.generated.models.named_user import NamedUser
from tranche_client.generated.models.order import Order
from tranche_client.generated.models.place_order_request import PlaceOrderRequest
from tranche_client.generated.models.price import Price
from tranche_client.generated.models.product import Product
from tranche_client.generated.models.sign_up_request import SignUpRequest
from tranche_client.generated.models.update_product_request import UpdateProductRequest
from tranche_client.generated.models.user import User
from tranche_client.generated.models.wanted_item import WantedItem
from tranche_client.generated.types import UNSET

from support import Requests, refused, step, variable

BASE_URL = variable("BASE_URL")
USERNAME = f"py.{time.time_ns() // 1_000_000:x}"
PASSWORD = "analytical engine"
UNKNOWN_ID = uuid.UUID("0199b1a4-7c00-7000-8000-000000000000")

requests = Requests(BASE_URL)
api = connect(BASE_URL)
admin = connect(BASE_URL)


def register(username: str, password: str) -> User:
    return parsed(sign_up.sync(client=api, body=SignUpRequest(username=username, password=password)))


def enter(username: str) -> LogInResponse:
    return parsed(log_in.sync(client=api, body=LogInRequest(username=username, password=PASSWORD)))


def me() -> CurrentUserResponse:
    return parsed(current_user.sync(client=api))


def create(name: str) -> Product:
    price = Price(amount=250, currency="EUR")
    return parsed(create_product.sync(client=admin, body=CreateProductRequest(name=name, price=price, stock=10)))


def find(product_id: uuid.UUID) -> Product:
    product: Product = parsed(view_product.sync(product_id, client=api))
    return product


def new_order(product_id: uuid.UUID, quantity: int, key: str | None = None) -> Order:
    body = PlaceOrderRequest(items=[WantedItem(product_id=product_id, quantity=quantity)])
    return parsed(place_order.sync(client=api, body=body, idempotency_key=key or UNSET))


def cancel_the_order(order_id: uuid.UUID) -> str:
    return parsed(cancel_order.sync(order_id, client=api)).status


def times_sent(code: str, call: Callable[[], object]) -> int:
    requests.watch(code)
    began = time.monotonic()
    call()
    sent = len(requests.seen())
    assert sent == 1 or time.monotonic() - began >= 1, f"{code} is not waited for"
    return sent


def times_lost(faults: str, call: Callable[[], object]) -> int:
    requests.watch(faults)
    try:
        call()
    except httpx.TransportError:
        return len(requests.seen())
    raise AssertionError("the answer was not lost")


with step("Ask for the version"):
    assert parsed(version.sync(client=api)).name == "tranche"

with step("Sign up"):
    user = register(USERNAME, PASSWORD)
    assert (user.username, user.role, user.is_active) == (USERNAME, "user", True)

with step("Sign up again, in capitals"):
    refused("username-taken", 409, lambda: register(USERNAME.upper(), PASSWORD))

with step("Sign up with a short password"):
    problem = refused("invalid-password", 422, lambda: register(f"{USERNAME}.2", "short"))
    assert [error["pointer"] for error in problem.errors] == ["/password"]

with step("Guess a password four times"):
    for _ in range(3):
        refused("invalid-credentials", 401, lambda: enter(f"{USERNAME}.3"))
    requests.watch()
    refused("too-many-attempts", 429, lambda: enter(f"{USERNAME}.3"))
    assert len(requests.seen()) == 1

with step("Log in"):
    entered = enter(USERNAME)
    assert (me().user, me().session.id) == (entered.user, entered.session.id)
    refused("already-authenticated", 403, lambda: enter(USERNAME))

with step("Use the session twice"):
    first, second = me(), me()
    assert second.session.expires_at > first.session.expires_at

with step("Create a product as that user"):
    teapot = CreateProductRequest(name="Teapot")
    refused("forbidden", 403, lambda: create_product.sync(client=api, body=teapot))

with step("Create 60 products as the super admin"):
    credentials = LogInRequest(username=variable("ADMIN_USERNAME"), password=variable("ADMIN_PASSWORD"))
    parsed(log_in.sync(client=admin, body=credentials))
    created = [create(f"Teapot {number}") for number in range(1, 61)]
    assert len({product.id for product in created}) == len(created)

with step("List the products, 25 a page"):
    requests.watch()
    ids = {product.id for product in created}
    listed = items(
        lambda token: list_products.sync(client=api, page_size=25, next_token=token),
        lambda page: page.products,
    )
    assert [product for product in listed if product.id in ids] == created
    assert len(requests.seen()) > len(created) // 25

with step("Ask for what can't be had"):
    refused("invalid-page-token", 400, lambda: list_products.sync(client=api, next_token="made-up"))
    refused("not-found", 404, lambda: find(UNKNOWN_ID))
    large = CreateProductRequest(name="Teapot", description="x" * 70_000)
    refused("payload-too-large", 413, lambda: create_product.sync(client=admin, body=large))

with step("Place three orders"):
    requests.watch()
    placed = new_order(created[0].id, 3)
    assert (placed.status, placed.total.amount, placed.total.currency) == ("pending", 750, "EUR")
    assert new_order(created[0].id, 1).id != placed.id
    keys = [request["idempotencyKey"] for request in requests.seen()]
    assert None not in keys
    assert len(set(keys)) == len(keys)
    requests.watch("unknown-status")
    assert new_order(created[5].id, 1).status == "waiting"

ORDER_KEY = str(uuid.uuid4())
with step("Place an order twice with one key"):
    assert new_order(created[1].id, 4, ORDER_KEY) == new_order(created[1].id, 4, ORDER_KEY)
    assert find(created[1].id).stock == 6

with step("Send that key with another order, and order too much"):
    refused("idempotency-key-reused", 422, lambda: new_order(created[1].id, 5, ORDER_KEY))
    refused("insufficient-stock", 422, lambda: new_order(created[1].id, 7))

with step("Lose the answer to an order"):
    requests.watch("lose")
    new_order(created[2].id, 4)
    sent, again = requests.seen()
    assert sent["idempotencyKey"] == again["idempotencyKey"]
    assert find(created[2].id).stock == 6

with step("Lose the answer to the creation of a product, and every answer to a read"):
    assert times_lost("lose", lambda: create("Lost")) == 1
    assert times_lost("lose lose lose lose", lambda: find(created[3].id)) == 4

with step("Be refused once with `Retry-After: 1`"):
    credentials = LogInRequest(username=USERNAME, password=PASSWORD)
    assert times_sent("unavailable", lambda: find(created[3].id)) == 2
    assert times_sent("maintenance", lambda: create("Maintained")) == 2
    assert times_sent("too-many-attempts", lambda: log_in.sync(client=connect(BASE_URL), body=credentials)) == 2
    assert times_sent("unavailable", lambda: refused("unavailable", 503, lambda: create("Refused"))) == 1
    # A cookie has whole seconds: this one was made before those waits.
    assert times_sent("renew", me) == 2
    sent, again = requests.seen()
    assert sent["cookie"] != again["cookie"]

with step("Cancel an order"):
    assert cancel_the_order(placed.id) == "cancelled"
    assert find(created[0].id).stock == 9
    refused("order-not-cancellable", 422, lambda: cancel_the_order(placed.id))
    refused("order-not-found", 404, lambda: cancel_the_order(UNKNOWN_ID))

with step("Change a product twice by one `ETag`"):
    found = view_product.sync_detailed(created[4].id, client=api)
    tag = found.headers["ETag"]

    def change(name: str) -> Product:
        body = UpdateProductRequest(name=name)
        return parsed(update_product.sync(created[4].id, client=admin, body=body, if_match=tag))

    assert change("Kettle").name == "Kettle"
    refused("precondition-failed", 412, lambda: change("Pot"))

with step("Become an admin, and log out"):
    parsed(grant_admin.sync(client=admin, body=NamedUser(username=USERNAME)))
    assert me().user.role == "admin"
    parsed(list_users.sync(client=api))
    log_out.sync_detailed(client=api)
    refused("unauthenticated", 401, me)

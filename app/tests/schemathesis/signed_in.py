"""Signs every case of schemathesis in as an admin, and where an admin may nothing as the super admin; loaded by `run.sh`.

Cases log out, end their own session and replace their own password, so each gets a session of its own. The super
admin's session, which only those cases have that can't end it, undoes what cases did to the admin's account.
"""

import os

import requests
import schemathesis

API = os.environ["ORIGIN"] + "/api/v1"
COOKIE = "access_token"
DEAD_LETTERS = "/api/v1/dead-letters"
SUPER_ADMIN = {"username": os.environ["SUPER_ADMIN"], "password": os.environ["PASSWORD"]}
# The password of the document's examples: a case that uses them replaces it by itself, and succeeds.
ADMIN = {"username": "case.admin", "password": "difference engine"}


def call(session, method, path, body):
    return session.request(method, API + path, json=body, timeout=10)


class SuperAdmin:
    """Creates the admin, and restores it."""

    def __init__(self):
        self.session = requests.Session()
        self.call("POST", "/auth/login", SUPER_ADMIN)
        admin = self.call("POST", "/users", {**ADMIN, "role": "admin"}).json()
        self.admin_id = admin["id"]
        price = {"amount": 1250, "currency": "EUR"}
        product = self.call("POST", "/products", {"name": "Teapot", "price": price}).json()
        items = [{"productId": product["id"], "quantity": 1}]
        self.order_id = self.call("POST", "/orders", {"items": items}).json()["id"]

    def dead_letter_id(self):
        letters = self.call("GET", "/dead-letters?pageSize=1", None).json()["deadLetters"]
        return letters[0]["id"] if letters else None

    def restore_admin(self):
        self.call("PUT", f"/users/{self.admin_id}/password", {"password": ADMIN["password"]})
        self.call("PATCH", "/users/reactivate", {"username": ADMIN["username"]})
        self.call("PATCH", "/users/grant", {"username": ADMIN["username"]})

    def call(self, method, path, body):
        response = call(self.session, method, path, body)
        response.raise_for_status()
        return response


SUPER = SuperAdmin()


@schemathesis.auth(refresh_interval=None)
class SessionOfItsOwn:
    """A session of the admin for each case."""

    def get(self, case, context):
        if case.operation.path.startswith(DEAD_LETTERS):
            return SUPER.session.cookies[COOKIE], None
        with requests.Session() as session:
            response = call(session, "POST", "/auth/login", ADMIN)
            if response.status_code == 401:
                SUPER.restore_admin()
                response = call(session, "POST", "/auth/login", ADMIN)
            response.raise_for_status()
            return response.cookies[COOKIE], response.json()["session"]["id"]

    def set(self, case, data, context):
        token, session_id = data
        case.cookies = {**(case.cookies or {}), COOKIE: token}
        # No case can guess the id of its session, of an order or of a dead letter: every second well-formed id is replaced by an existing
        # one.
        if is_even_uuid(case.path_parameters):
            if case.operation.definition.raw.get("operationId") == "endSession":
                case.path_parameters["id"] = session_id
            elif case.operation.path.startswith("/api/v1/orders/"):
                case.path_parameters["id"] = SUPER.order_id
            elif case.operation.path.startswith(DEAD_LETTERS):
                case.path_parameters["id"] = SUPER.dead_letter_id() or case.path_parameters["id"]


def is_even_uuid(path_parameters):
    text = str((path_parameters or {}).get("id", ""))
    return len(text) == 36 and text[-1] in "02468ace"

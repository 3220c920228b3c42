//! What of a Rust file's syntax can go without the rest.

use std::collections::BTreeSet;

use syn::{
    Attribute, BinOp, Block, Expr, ExprArray, ExprBinary, ExprMatch, ExprMethodCall, ExprStruct, Fields, File, Item,
    ItemConst, ItemEnum, ItemImpl, ItemMod, ItemStatic, ItemTrait, ItemUse, Local, Macro, Pat, PatOr, PatStruct, Stmt,
    Token, UseTree,
    parse::Parser,
    punctuated::Punctuated,
    visit::{self, Visit},
};

use super::rust::{Pruner, range};

/// Calls that add to what they are called on: one less is another list.
const LINKS: [&str; 3] = ["and", "chain", "or"];

/// Macros whose arguments are expressions.
const OF_EXPRESSIONS: [&str; 10] =
    ["assert", "assert_eq", "assert_ne", "eprintln", "format", "panic", "println", "vec", "write", "writeln"];

impl<'ast> Visit<'ast> for Pruner<'_> {
    fn visit_file(&mut self, file: &'ast File) {
        visit::visit_file(self, file);
        self.prune_items(&file.items.iter().map(range).collect::<Vec<_>>(), None);
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let Some((_, items)) = &module.content else {
            if (self.place.is_gone)(&module.ident.to_string()) {
                self.mentions.insert(range(&module.ident).start);
            }
            return;
        };
        let is_test = module.attrs.iter().any(is_of_tests);
        self.test_modules += usize::from(is_test);
        visit::visit_item_mod(self, module);
        let more: Vec<_> = items.iter().filter(|item| !matches!(item, Item::Use(_))).map(range).collect();
        self.prune_items(&more, Some(range(&module.ident).start));
        let imports: Vec<_> = items.iter().filter(|item| matches!(item, Item::Use(_))).map(range).collect();
        self.prune_items(&imports, None);
        self.test_modules -= usize::from(is_test);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        visit::visit_item_impl(self, item);
        let around = range(&item.impl_token).start;
        self.prune_items(&item.items.iter().map(range).collect::<Vec<_>>(), Some(around));
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        visit::visit_item_trait(self, item);
        self.prune_list(item.supertraits.iter().map(range), '+');
        self.prune_items(&item.items.iter().map(range).collect::<Vec<_>>(), None);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        visit::visit_item_enum(self, item);
        self.prune_list(item.variants.iter().map(range), ',');
    }

    fn visit_fields(&mut self, fields: &'ast Fields) {
        visit::visit_fields(self, fields);
        if let Fields::Named(fields) = fields {
            self.prune_list(fields.named.iter().map(range), ',');
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.visit_use_tree(&item.tree);
    }

    fn visit_use_tree(&mut self, tree: &'ast UseTree) {
        visit::visit_use_tree(self, tree);
        if let UseTree::Group(group) = tree {
            self.prune_list(group.items.iter().map(range), ',');
        }
    }

    fn visit_expr_array(&mut self, array: &'ast ExprArray) {
        visit::visit_expr_array(self, array);
        self.prune_array(array.elems.iter().map(range));
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        visit::visit_item_const(self, item);
        self.shorten(&item.ty, &item.expr);
    }

    fn visit_item_static(&mut self, item: &'ast ItemStatic) {
        visit::visit_item_static(self, item);
        self.shorten(&item.ty, &item.expr);
    }

    fn visit_local(&mut self, local: &'ast Local) {
        visit::visit_local(self, local);
        if let (Pat::Type(pattern), Some(init)) = (&local.pat, &local.init) {
            self.shorten(&pattern.ty, &init.expr);
        }
    }

    fn visit_expr_match(&mut self, expression: &'ast ExprMatch) {
        visit::visit_expr_match(self, expression);
        // `"quill" => Pen::Feather` goes as well as `Pen::Feather => "quill"`.
        let is_gone = |arm: &syn::Arm| {
            let is_literal = matches!(arm.pat, Pat::Lit(_));
            self.mentions(&range(&arm.pat)) || (is_literal && self.mentions(&range(&arm.body)))
        };
        let gone: Vec<bool> = expression.arms.iter().map(is_gone).collect();
        if gone.iter().all(|gone| *gone) {
            return;
        }
        for (arm, _) in expression.arms.iter().zip(gone).filter(|(_, gone)| *gone) {
            self.cut_arm(arm);
        }
    }

    fn visit_pat_or(&mut self, pattern: &'ast PatOr) {
        visit::visit_pat_or(self, pattern);
        self.prune_list(pattern.cases.iter().map(range), '|');
    }

    fn visit_pat_struct(&mut self, pattern: &'ast PatStruct) {
        visit::visit_pat_struct(self, pattern);
        if !self.mentions(&range(&pattern.path)) {
            self.prune_list(pattern.fields.iter().map(range), ',');
        }
    }

    fn visit_expr_struct(&mut self, expression: &'ast ExprStruct) {
        visit::visit_expr_struct(self, expression);
        if !self.mentions(&range(&expression.path)) {
            let named = |member: &syn::Member| self.mentions(&range(member));
            let gone: Vec<bool> = expression.fields.iter().map(|field| named(&field.member)).collect();
            let elements: Vec<_> = expression.fields.iter().map(range).collect();
            for (at, element) in elements.iter().enumerate().filter(|(at, _)| gone.get(*at) == Some(&true)) {
                let before = at.checked_sub(1).and_then(|before| elements.get(before)).map(|before| before.end);
                let start = self.start_with_comments(element.start);
                self.cut_element(start..element.end, before, ',');
            }
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        visit::visit_expr_method_call(self, call);
        let receiver = range(&call.receiver);
        let link = receiver.end..range(call).end;
        let name = call.method.to_string();
        if self.mentions(&link)
            && !self.mentions(&receiver)
            && (LINKS.contains(&name.as_str()) || calls(&call.receiver, &name))
        {
            self.cuts.add(link);
        }
    }

    fn visit_expr_binary(&mut self, expression: &'ast ExprBinary) {
        visit::visit_expr_binary(self, expression);
        if !matches!(expression.op, BinOp::And(_) | BinOp::Or(_)) {
            return;
        }
        let (left, right) = (range(&expression.left), range(&expression.right));
        match (self.mentions(&left), self.mentions(&right)) {
            (true, false) => self.cuts.add(left.start..right.start),
            (false, true) => self.cuts.add(left.end..right.end),
            _ => {}
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        let end = range(&block.brace_token.span.close()).start;
        for (at, statement) in block.stmts.iter().enumerate() {
            self.visit_stmt(statement);
            let extent = range(statement);
            let is_result = at + 1 == block.stmts.len() && matches!(statement, Stmt::Expr(_, None));
            let is_item = matches!(statement, Stmt::Item(_));
            if !self.mentions(&extent) || is_result || (self.is_test() && !is_item) {
                continue;
            }
            if let Stmt::Local(Local { pat, .. }) = statement {
                let mut names = Names::default();
                names.visit_pat(pat);
                self.forget(&names.0, extent.end..end);
            }
            let start = self.start_with_comments(extent.start);
            self.cuts.add(start..extent.end);
        }
        let is_empty = block.stmts.iter().all(|statement| self.cuts.have(range(statement).start));
        if !block.stmts.is_empty() && is_empty {
            self.mentions.insert(range(block).start);
        }
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let tokens: Vec<_> = call.tokens.clone().into_iter().collect();
        match name.as_str() {
            "module" | "criterion_group" => self.prune_tokens(&tokens),
            "proptest" => self.prune_properties(&tokens),
            "matches" => {
                let parser = |input: syn::parse::ParseStream<'_>| {
                    input.parse::<Expr>()?;
                    input.parse::<Token![,]>()?;
                    let pattern = Pat::parse_multi_with_leading_vert(input)?;
                    input.parse::<proc_macro2::TokenStream>()?;
                    Ok(pattern)
                };
                if let Ok(pattern) = parser.parse2(call.tokens.clone()) {
                    Visit::visit_pat(self, &pattern);
                }
            }
            name if OF_EXPRESSIONS.contains(&name) => {
                if let Ok(arguments) = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(call.tokens.clone()) {
                    arguments.iter().for_each(|argument| Visit::visit_expr(self, argument));
                    if name == "vec" {
                        self.prune_list(arguments.iter().map(range), ',');
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether there is a call of this method in the chain.
fn calls(receiver: &Expr, name: &str) -> bool {
    match receiver {
        Expr::MethodCall(call) => call.method == name || calls(&call.receiver, name),
        _ => false,
    }
}

fn is_of_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string().split(|c: char| !c.is_alphanumeric()).any(|word| word == "test"))
}

/// The variables that a pattern binds.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.0.insert(pattern.ident.to_string());
        visit::visit_pat_ident(self, pattern);
    }
}
